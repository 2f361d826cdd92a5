@echo off
rem Starts Yanpan in the Windows Subsystem for Linux; see start.ps1.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0start.ps1" %*
if errorlevel 1 pause
