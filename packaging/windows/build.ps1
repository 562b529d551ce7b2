# Makes the Windows installer: needs Python 3.11 to 3.14 and Inno Setup 6.3 or later. Written for a Windows machine; it has never been run on one.
$ErrorActionPreference = "Stop"
function Run { $program, $rest = $args; & $program @rest; if ($LASTEXITCODE) { throw "$program : $LASTEXITCODE" } }
Set-Location (Join-Path $PSScriptRoot "..\..")
$out = "build\package"
Run py -3 -m venv "$out\venv"
$python = "$out\venv\Scripts\python.exe"
Run $python -m pip install --quiet --require-hashes --requirement requirements-package.lock
Run $python -m pip install --quiet --no-deps --no-build-isolation .
Run $python packaging\build_hook.py
Run $python -m PyInstaller --noconfirm --distpath "$out\dist" --workpath "$out\work" packaging\workstation.spec
$version = & $python -c "from importlib.metadata import version; print(version('cnmas-desktop'))"
Run iscc "/DVersion=$version" packaging\windows\cnmas-desktop.iss
