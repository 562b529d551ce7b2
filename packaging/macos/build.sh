#!/usr/bin/env bash
# Makes the macOS bundle and its disk image: needs Python 3.11 to 3.14. Written for a Mac; it has never been run on one.
# Sign it before handing it out: codesign --deep --options runtime --sign IDENTITY "build/package/dist/CNMAS Desktop.app"
set -euo pipefail
cd "$(dirname "$0")/../.."
out=build/package
python3 -m venv "$out/venv"
python="$out/venv/bin/python"
"$python" -m pip install --quiet --require-hashes --requirement requirements-package.lock
"$python" -m pip install --quiet --no-deps --no-build-isolation .
"$python" packaging/build_hook.py
"$python" -m PyInstaller --noconfirm --distpath "$out/dist" --workpath "$out/work" packaging/workstation.spec
version=$("$python" -c "from importlib.metadata import version; print(version('cnmas-desktop'))")
hdiutil create -volname "CNMAS Desktop" -srcfolder "$out/dist/CNMAS Desktop.app" -ov -format UDZO "$out/cnmas-desktop-$version.dmg"
