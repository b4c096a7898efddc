package org.haetae.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The log of a home, `log/haetae0.log` (older ones count up): everything that is logged since the
/// home was opened, with where in the code it happened. On standard error stand the same lines
/// without that.
///
/// Goes on after the home was closed, until another one is opened or the process ends: why a
/// command failed is known only then.
public final class HomeLog {

    private static final Logger ROOT = Logger.getLogger("");
    private static final int BYTES = 4 << 20;
    private static final int FILES = 3;

    private static @Nullable FileHandler handler;

    private HomeLog() {}

    /// Logs to this home from now on.
    public static synchronized void open(Home home) {
        if (handler != null) {
            ROOT.removeHandler(handler);
            handler.close();
        }
        try {
            var pattern = home.log().toString().replace("%", "%%") + "/haetae%g.log";
            handler = new FileHandler(pattern, BYTES, FILES, true);
            handler.setEncoding("UTF-8");
            handler.setFormatter(new Line());
            handler.setLevel(Level.ALL);
            ROOT.addHandler(handler);
        } catch (IOException e) {
            throw new UncheckedIOException("the log of the home could not be opened", e);
        }
    }

    /// Writes down why something ended, here only.
    ///
    /// @return whether there is a log: none was opened when the home could not be
    public static synchronized boolean note(String what, Throwable thrown) {
        if (handler == null) {
            return false;
        }
        var line = new LogRecord(Level.SEVERE, what);
        line.setLoggerName(HomeLog.class.getName());
        line.setThrown(thrown);
        handler.publish(line);
        return true;
    }

    private static final class Line extends Formatter {

        @Override
        public String format(LogRecord line) {
            var text = new StringBuilder();
            text.append(line.getInstant()).append(' ').append(line.getLevel().getName());
            text.append(' ').append(line.getLoggerName()).append(": ");
            text.append(formatMessage(line)).append(System.lineSeparator());
            for (var thrown = line.getThrown(); thrown != null; thrown = thrown.getCause()) {
                text.append("  ").append(said(thrown)).append(System.lineSeparator());
                for (var frame : thrown.getStackTrace()) {
                    text.append("    at ").append(frame).append(System.lineSeparator());
                }
            }
            return text.toString();
        }

        /// The messages of some exceptions are names of files, which no log may hold.
        private static String said(Throwable thrown) {
            return thrown instanceof FileSystemException || thrown instanceof InvalidPathException
                    ? thrown.getClass().getName()
                    : thrown.toString();
        }
    }
}
