package org.haetae.extract.worker;

/// What the process shell calls for each job: `FileReading` in earnest, misbehaving ones in tests.
@FunctionalInterface
public interface Reader {
    /// Reads one file, putting all that it finds into the sink.
    ///
    /// @throws Exception anything that the reader did not turn into a verdict itself; the shell
    ///   reports it as [Outcome#FAILED]
    Verdict read(Content content, Hints hints, Limits limits, Sink sink) throws Exception;
}
