package org.haetae.extract.worker;

/// HWP 3 documents (1996 to 2000), the format before the compound files of HWP 5.
final class Hwp3 {
    private Hwp3() {}

    static Verdict read(FileJob job) {
        return Tools.HAETAE.says(Outcome.UNKNOWN, "no reader for HWP version 3");
    }
}
