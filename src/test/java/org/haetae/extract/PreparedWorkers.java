package org.haetae.extract;

/// The class cache of the processes that read files, for the class path of this run.
public final class PreparedWorkers {

    private PreparedWorkers() {}

    /// Makes it beside the build where there is none. Takes some twenty seconds of one core.
    public static void make() {
        try {
            ClassCache.main(new String[0]);
        } catch (Exception e) {
            System.err.println("processes that read files start unprepared: " + e);
        }
    }
}
