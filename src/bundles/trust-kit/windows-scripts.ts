// Two scripts for Windows PCs, PowerShell and certutil: both look at the file before and at the store after, and undo what
// they did. Nothing but fingerprints and a fixed file name goes into them.
import type { Anchor } from './anchor.ts'

/** Writes the PowerShell script: Windows PowerShell 5.1 and later. LF lines. */
export const powerShellScript = ({ stem, sha256, sha1 }: Anchor): string => `#requires -Version 5.1
<#
.SYNOPSIS
Adds one root certificate to the Trusted Root Certification Authorities of this
PC, looks whether it is there, or removes it again.

.DESCRIPTION
The certificate is the file ${stem}.cer beside this script. It is added
only when its SHA-256 fingerprint is the one below; afterwards the store itself
is looked at. Run it as administrator, or with -CurrentUser for one user.

.PARAMETER Verify
Only looks. Changes nothing; the file is not needed.

.PARAMETER Remove
Removes the certificate. The file is not needed.

.PARAMETER CurrentUser
Uses the store of the user who runs it; Windows asks that user before it adds a
root there.

.EXAMPLE
powershell -NoProfile -ExecutionPolicy Bypass -File .\\install-root-ca-windows.ps1

.EXAMPLE
powershell -NoProfile -ExecutionPolicy Bypass -File .\\install-root-ca-windows.ps1 -Remove
#>
[CmdletBinding()]
param(
    [switch] $Verify,
    [switch] $Remove,
    [switch] $CurrentUser
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$FileName = '${stem}.cer'
$Sha256 = '${sha256}'
$Thumbprint = '${sha1}'

$Location = 'LocalMachine'
if ($CurrentUser) { $Location = 'CurrentUser' }
$Store = "Cert:\\$Location\\Root"

function Get-Sha256([byte[]] $Octets) {
    $Hash = [System.Security.Cryptography.SHA256]::Create()
    try { return [System.BitConverter]::ToString($Hash.ComputeHash($Octets)).Replace('-', '') }
    finally { $Hash.Dispose() }
}

function Test-Trusted {
    $Found = @(Get-ChildItem -Path $Store | Where-Object {
        $_.Thumbprint -eq $Thumbprint -and (Get-Sha256 $_.RawData) -eq $Sha256
    })
    return $Found.Count -gt 0
}

function Stop-Here([string] $Reason) {
    [Console]::Error.WriteLine($Reason)
    exit 1
}

if ($Verify -and $Remove) { Stop-Here 'Choose one of -Verify and -Remove.' }

if ($Verify) {
    if (-not (Test-Trusted)) { Stop-Here "Not there: no certificate with this fingerprint is in $Store." }
    Write-Output "Trusted: $Thumbprint is in $Store."
    exit 0
}

if ($Remove) {
    if (-not (Test-Trusted)) {
        Write-Output "Nothing to remove: $Thumbprint is not in $Store."
        exit 0
    }
    try { Remove-Item -Path "$Store\\$Thumbprint" }
    catch { Stop-Here "Windows refused to remove it: $($_.Exception.Message) Run this as administrator." }
    if (Test-Trusted) { Stop-Here "It is still in $Store. A group policy or the store of the PC may hold it." }
    Write-Output "Removed: $Thumbprint is no longer in $Store."
    exit 0
}

$Path = Join-Path -Path $PSScriptRoot -ChildPath $FileName
if (-not (Test-Path -LiteralPath $Path -PathType Leaf)) {
    Stop-Here "$FileName is missing. Put it into the folder of this script."
}
if ((Get-Sha256 ([System.IO.File]::ReadAllBytes($Path))) -ne $Sha256) {
    Stop-Here "$FileName is another file than the one this script was made for. Nothing was changed."
}
if (Test-Trusted) {
    Write-Output "Trusted already: $Thumbprint is in $Store."
    exit 0
}
try { $null = Import-Certificate -FilePath $Path -CertStoreLocation $Store }
catch { Stop-Here "Windows refused to add it: $($_.Exception.Message) Run this as administrator." }
if (-not (Test-Trusted)) { Stop-Here "Windows reported no error, but the certificate is not in $Store." }
Write-Output "Trusted now: $Thumbprint is in $Store."
exit 0
`

/** Writes the batch file around certutil, for PCs where PowerShell scripts are locked. LF lines. */
export const batchScript = ({ stem, sha256, sha1 }: Anchor): string => `@echo off
rem Adds one root certificate to the Trusted Root Certification Authorities of
rem this PC, looks whether it is there, or removes it again.
rem
rem   install-root-ca-windows.cmd              adds it and waits for a key
rem   install-root-ca-windows.cmd /install     adds it
rem   install-root-ca-windows.cmd /verify      only looks
rem   install-root-ca-windows.cmd /remove      removes it
rem
rem A second word /user uses the store of the user instead of the PC's.
rem Run it as administrator, but for /user. It ends with 0, or with 1 and the reason.
setlocal EnableExtensions DisableDelayedExpansion
set "CERTFILE=${stem}.cer"
set "SHA256=${sha256}"
set "THUMBPRINT=${sha1}"
set "SCOPE="
set "RESULT=1"
if /i "%~2"=="/user" set "SCOPE=-user"
pushd "%~dp0" || exit /b 1

if "%~1"=="" goto install
if /i "%~1"=="/install" goto install
if /i "%~1"=="/verify" goto verify
if /i "%~1"=="/remove" goto remove
echo Use /install, /verify or /remove.
goto end

:install
if not exist "%CERTFILE%" (
  echo %CERTFILE% is missing. Put it into the folder of this script.
  goto end
)
set "FOUND="
for /f "skip=1 delims=" %%H in ('certutil -hashfile "%CERTFILE%" SHA256') do if not defined FOUND set "FOUND=%%H"
if not defined FOUND (
  echo %CERTFILE% could not be read. Nothing was changed.
  goto end
)
rem Old versions of Windows put blanks between the digits.
set "FOUND=%FOUND: =%"
if /i not "%FOUND%"=="%SHA256%" (
  echo %CERTFILE% is another file than the one this script was made for. Nothing was changed.
  goto end
)
certutil %SCOPE% -addstore -f Root "%CERTFILE%" >nul || goto refused
certutil %SCOPE% -store Root %THUMBPRINT% >nul 2>&1 || goto absent
echo Trusted now: %THUMBPRINT%
set "RESULT=0"
goto end

:verify
certutil %SCOPE% -store Root %THUMBPRINT% >nul 2>&1 || goto absent
echo Trusted: %THUMBPRINT%
set "RESULT=0"
goto end

:remove
certutil %SCOPE% -store Root %THUMBPRINT% >nul 2>&1 || goto nothing
certutil %SCOPE% -delstore Root %THUMBPRINT% >nul || goto refused
certutil %SCOPE% -store Root %THUMBPRINT% >nul 2>&1 && goto present
echo Removed: %THUMBPRINT%
set "RESULT=0"
goto end

:nothing
echo Nothing to remove: %THUMBPRINT% is not in the store.
set "RESULT=0"
goto end

:absent
echo Not there: no certificate with the thumbprint %THUMBPRINT% is in the store.
goto end

:present
echo It is still in the store. A group policy or the store of the PC may hold it.
goto end

:refused
echo Windows refused. Start this as administrator: right-click, Run as administrator.

:end
popd
if "%~1"=="" pause
exit /b %RESULT%
`
