; The installer of a workstation on Windows (Inno Setup 6.3 or later): after `pyinstaller packaging\workstation.spec --distpath build\package\dist`,
;   iscc /DVersion=0.1.0 packaging\windows\cnmas-desktop.iss
; For the machine by default, for one person without administrator's rights if asked. Nothing is registered for `tel:`.
#ifndef Version
  #error Version is missing: iscc /DVersion=...
#endif

[Setup]
AppId={{6E0E8C1B-5C1C-4C44-9E39-3B6A5F6D2C11}
AppName=CNMAS Desktop
AppVersion={#Version}
AppPublisher=CNMAS
DefaultDirName={autopf}\CNMAS Desktop
DefaultGroupName=CNMAS Desktop
DisableProgramGroupPage=yes
PrivilegesRequired=admin
PrivilegesRequiredOverridesAllowed=commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
OutputDir=..\..\build\package
OutputBaseFilename=cnmas-desktop-{#Version}-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes
; A result that waits on the workstation survives a removal: the folders of people are never touched.
Uninstallable=yes

[Languages]
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"
Name: "en"; MessagesFile: "compiler:Default.isl"

[Files]
Source: "..\..\build\package\dist\cnmas-desktop\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs
Source: "..\..\LICENSE"; DestDir: "{app}"

[Icons]
Name: "{group}\CNMAS Desktop"; Filename: "{app}\cnmas-desktop.exe"
Name: "{autodesktop}\CNMAS Desktop"; Filename: "{app}\cnmas-desktop.exe"; Tasks: desktop

[Tasks]
Name: "desktop"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[Run]
Filename: "{app}\cnmas-desktop.exe"; Description: "{cm:LaunchProgram,CNMAS Desktop}"; Flags: nowait postinstall skipifsilent
