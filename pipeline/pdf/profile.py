"""The settings of one LibreOffice run, written into a profile folder that is thrown away afterwards.

In: nothing. Out: the profile's registry as XML. Settings rather than options on the command line, since one start then
converts Word and PowerPoint files alike, and older versions know them too.
"""

from __future__ import annotations

_PDF = "/org.openoffice.Office.Common/Filter/PDF/Export"
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_INET = "/org.openoffice.Inet/Settings"
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    (_PDF, "UseTaggedPDF", "true"),
    (_PDF, "PDFUACompliance", "true"),
    (_PDF, "DisplayPDFDocumentTitle", "true"),
    (_PDF, "ExportBookmarks", "true"),
    (_PDF, "ExportFormFields", "false"),
    (_PDF, "ExportNotes", "false"),
    (_PDF, "ExportNotesPages", "false"),
    (_PDF, "ExportHiddenSlides", "false"),
    (_PDF, "SelectPdfVersion", "0"),
    # A document that people have edited may point anywhere: nothing in it is run or fetched.
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    (_INET, "ooInetProxyType", "2"),
    (_INET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INET, "ooInetHTTPProxyPort", "9"),
    (_INET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INET, "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    (
        "/org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments",
        "AutoCheckEnabled",
        "false",
    ),
    # The same pages whatever the machine's own language is.
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "en-GB"),
)


def profile_xml() -> bytes:
    """The profile's `user/registrymodifications.xcu`."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}</oor:items>\n"
    ).encode()
