package org.haetae.extract.worker;

import java.util.Map;

/// The extension under which LibreOffice knows a media type: it goes by the name.
final class OfficeNames {
    private static final String OOXML = "application/vnd.openxmlformats-officedocument.";
    private static final String ODF = "application/vnd.oasis.opendocument.";

    private static final Map<String, String> EXTENSIONS =
            Map.ofEntries(
                    Map.entry("application/msword", "doc"),
                    Map.entry("application/vnd.ms-excel", "xls"),
                    Map.entry("application/vnd.ms-powerpoint", "ppt"),
                    Map.entry(OOXML + "wordprocessingml.document", "docx"),
                    Map.entry(OOXML + "wordprocessingml.template", "dotx"),
                    Map.entry(OOXML + "spreadsheetml.sheet", "xlsx"),
                    Map.entry(OOXML + "presentationml.presentation", "pptx"),
                    Map.entry(OOXML + "presentationml.slideshow", "ppsx"),
                    Map.entry("application/vnd.ms-word.document.macroenabled.12", "docm"),
                    Map.entry("application/vnd.ms-excel.sheet.macroenabled.12", "xlsm"),
                    Map.entry(ODF + "text", "odt"),
                    Map.entry(ODF + "spreadsheet", "ods"),
                    Map.entry(ODF + "presentation", "odp"),
                    Map.entry(ODF + "graphics", "odg"),
                    Map.entry("application/rtf", "rtf"),
                    Map.entry("application/vnd.wordperfect", "wpd"),
                    Map.entry("application/x-mspublisher", "pub"),
                    Map.entry("application/vnd.visio", "vsd"),
                    // LibreOffice reads HWP up to version 3.
                    Map.entry("application/x-hwp", "hwp"));

    private OfficeNames() {}

    /// The extension, or nothing for what LibreOffice is not given.
    static String extension(String mediaType) {
        return EXTENSIONS.getOrDefault(mediaType, "");
    }
}
