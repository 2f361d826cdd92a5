# Starts Yanpan on a Windows machine, inside the Windows Subsystem for Linux: the server itself is a Linux program
# (file modes guard its keys, and its processes are Unix processes). Needs WSL with a Debian or Ubuntu in it, which can
# be brought without a network: wsl --install --no-distribution, then wsl --import yanpan C:\yanpan debian-rootfs.tar
#
#   powershell -ExecutionPolicy Bypass -File start.ps1 [-Distribution NAME] [-Port 8000]
param([string]$Distribution = "", [int]$Port = 8000)
$ErrorActionPreference = "Stop"

if (-not (Get-Command wsl.exe -ErrorAction SilentlyContinue)) {
    Write-Error "WSL is not installed. As administrator: wsl --install --no-distribution, then start the machine again."
    exit 2
}
$in = @()
if ($Distribution -ne "") { $in = @("--distribution", $Distribution) }
$here = (& wsl.exe @in --exec wslpath -a "$PSScriptRoot").Trim()
if ($LASTEXITCODE -ne 0) {
    Write-Error "No Linux was found in WSL. Import one: wsl --import yanpan C:\yanpan debian-rootfs.tar"
    exit 2
}
# A home on the Windows disk would have no file modes: it lies in the Linux one.
$script = "set -e; test -x ~/yanpan/venv/bin/yanpan || sh '$here/install.sh' ~/yanpan; " +
    "YANPAN_HOME=~/yanpan/var exec ~/yanpan/venv/bin/yanpan serve --port $Port"
Start-Job -ScriptBlock { param($p) Start-Sleep 20; Start-Process "http://localhost:$p/" } -ArgumentList $Port | Out-Null
& wsl.exe @in --exec bash -c $script
exit $LASTEXITCODE
