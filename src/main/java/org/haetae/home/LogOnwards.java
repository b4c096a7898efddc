package org.haetae.home;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Hands on what libraries log to where we log ourselves, so that there is one log.
public final class LogOnwards extends AppenderBase<ILoggingEvent> {

    @Override
    protected void append(ILoggingEvent event) {
        var line = new LogRecord(level(event), event.getFormattedMessage());
        line.setLoggerName(event.getLoggerName());
        line.setSourceClassName(event.getLoggerName());
        line.setInstant(event.getInstant());
        if (event.getThrowableProxy() instanceof ThrowableProxy thrown) {
            line.setThrown(thrown.getThrowable());
        }
        Logger.getLogger(event.getLoggerName()).log(line);
    }

    private static Level level(ILoggingEvent event) {
        return switch (event.getLevel().toInt()) {
            case ch.qos.logback.classic.Level.ERROR_INT -> Level.SEVERE;
            case ch.qos.logback.classic.Level.WARN_INT -> Level.WARNING;
            default -> Level.INFO;
        };
    }
}
