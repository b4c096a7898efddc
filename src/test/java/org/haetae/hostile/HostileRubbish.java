package org.haetae.hostile;

import static org.haetae.extract.worker.Outcome.DAMAGED;
import static org.haetae.extract.worker.Outcome.LOCKED;
import static org.haetae.extract.worker.Outcome.PARTIAL;
import static org.haetae.extract.worker.Outcome.READ;
import static org.haetae.extract.worker.Outcome.UNKNOWN;
import static org.haetae.hostile.Made.filled;
import static org.haetae.hostile.Made.join;
import static org.haetae.hostile.Made.latin;
import static org.haetae.hostile.Made.random;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Nothing, sameness and noise, under names and beginnings that promise more.
final class HostileRubbish {

    private static final List<String> EXTENSIONS =
            List.of(
                    "pdf", "docx", "doc", "xlsx", "xls", "pptx", "odt", "hwp", "hwpx", "rtf", "eml",
                    "msg", "pst", "zip", "7z", "rar", "tar", "warc", "jpg", "png", "tif", "mp3",
                    "mp4", "epub", "html", "csv", "txt");

    private HostileRubbish() {}

    static List<HostileFile> all() {
        List<HostileFile> all = new ArrayList<>();
        for (String extension : EXTENSIONS) {
            String name = "x." + extension;
            all.add(
                    HostileFile.of(
                            "empty", name, "no byte at all", () -> new byte[0], READ, DAMAGED));
            all.add(
                    HostileFile.of(
                            "sameness",
                            name,
                            "64 KB of 0xFF called " + name,
                            () -> filled(64 << 10, 0xFF),
                            UNKNOWN,
                            DAMAGED,
                            READ,
                            PARTIAL));
            all.add(
                    HostileFile.of(
                            "sameness",
                            name,
                            "64 KB of zeros called " + name,
                            () -> new byte[64 << 10],
                            UNKNOWN,
                            DAMAGED,
                            READ,
                            PARTIAL));
            all.add(
                    HostileFile.of(
                            "noise",
                            name,
                            "noise called " + name,
                            () -> random(20_000, extension.hashCode()),
                            UNKNOWN,
                            DAMAGED,
                            READ,
                            PARTIAL));
        }
        Map<String, String> magics = new LinkedHashMap<>();
        magics.put("pdf", "%PDF-1.4\n");
        magics.put("zip", "PK\3\4");
        magics.put("doc", "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1");
        magics.put("rar", "Rar!\u001A\u0007\0");
        magics.put("7z", "7z\u00BC\u00AF'\u001C\0\4");
        magics.put("gz", "\u001F\u008B\b\0\0\0\0\0\0\3");
        magics.put("bz2", "BZh9");
        magics.put("xz", "\u00FD7zXZ\0");
        magics.put("png", "\u0089PNG\r\n\u001A\n");
        magics.put("jpg", "\u00FF\u00D8\u00FF\u00E0");
        magics.put("gif", "GIF89a");
        magics.put("tif", "II*\0");
        magics.put("tiff", "MM\0*");
        magics.put("warc", "WARC/1.0\r\n");
        magics.put("rtf", "{\\rtf1");
        magics.put("mp3", "ID3\3");
        magics.put("wav", "RIFF\0\0\0\0WAVE");
        magics.put("avi", "RIFF\0\0\0\0AVI ");
        magics.put("pst", "!BDN");
        magics.put("cab", "MSCF");
        magics.put("sqlite", "SQLite format 3\0");
        magics.put("class", "\u00CA\u00FE\u00BA\u00BE");
        magics.put("elf", "\u007FELF");
        magics.put("exe", "MZ");
        magics.put("dwg", "AC1032");
        magics.put("mdb", "\0\1\0\0Standard Jet DB\0");
        magics.put("swf", "FWS\n");
        magics.put("ttf", "\0\1\0\0\0");
        magics.put("mp4", "\0\0\0\u0018ftypmp42");
        magics.put("flv", "FLV\1");
        magics.put("ogg", "OggS");
        magics.put("chm", "ITSF\3");
        magics.put("wpd", "\u00FFWPC");
        magics.put("lnk", "L\0\0\0\1\u0014\2\0");
        magics.put("hwp", "HWP Document File V3.00 \u001A\1\2\3\4\5");
        magics.put("djvu", "AT&TFORM");
        magics.put("mat", "MATLAB 5.0 MAT-file");
        magics.put("nc", "CDF\1");
        magics.put("h5", "\u0089HDF\r\n\u001A\n");
        magics.put("eml", "Received: x\nFrom: y\n");
        magics.put("html", "<html>");
        magics.put("xml", "<?xml version=\"1.0\"?>");
        magics.put("json", "{");
        magics.forEach(
                (extension, magic) ->
                        all.add(
                                HostileFile.of(
                                        "magic-and-noise",
                                        "x." + extension,
                                        "starts like " + extension + ", goes on as noise",
                                        () -> join(latin(magic), random(8_000, magic.length())),
                                        DAMAGED,
                                        PARTIAL,
                                        UNKNOWN,
                                        READ,
                                        LOCKED)));
        return all;
    }
}
