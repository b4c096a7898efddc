package org.haetae.web;

import static org.haetae.web.Admits.Whom.ANYONE;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.haetae.archive.UseRefused;
import org.haetae.casebook.CaseRefused;
import org.haetae.home.HomeRefused;
import org.haetae.roster.Refused;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// The last catch of a request. What is written to the log is the kind of failure and an id to find
/// it by; never a message, which might hold words of a document or of a query.
@Controller
@ControllerAdvice
final class Mishaps implements ErrorController {
    private static final System.Logger LOG = System.getLogger(Mishaps.class.getName());

    private final Refusals refusals;

    Mishaps(Refusals refusals) {
        this.refusals = refusals;
    }

    @ExceptionHandler
    void failed(Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (failure instanceof Gone gone) {
            refusals.gone(request, response, gone.tombstone());
            return;
        }
        if (failure instanceof UseRefused refused) {
            refusals.use(request, response, refused.grounds());
            return;
        }
        // What reads JSON wraps it.
        if (isTooMuch(failure)) {
            refusals.tooMuch(request, response);
            return;
        }
        refusals.send(request, response, status(failure));
    }

    private static boolean isTooMuch(Throwable failure) {
        return failure instanceof BodyLimit.TooMuch
                || failure.getCause() != null && isTooMuch(failure.getCause());
    }

    /// What the container itself refuses ends here.
    @RequestMapping("/error")
    @Admits(ANYONE)
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        refusals.send(request, response, status instanceof Integer code ? code : 404);
    }

    static int status(Exception failure) {
        return switch (failure) {
            case NotHere _ -> 404;
            case MethodArgumentTypeMismatchException _ -> 404;
            case Multipart.Forged _ -> 403;
            case Multipart.Malformed _ -> 400;
            case Refused refused ->
                    switch (refused.reason()) {
                        case NOT_PERMITTED -> 403;
                        case NO_SUCH_ACCOUNT, NO_SUCH_COMPARTMENT -> 404;
                        default -> 422;
                    };
            case CaseRefused refused ->
                    switch (refused.why()) {
                        case NOT_PERMITTED, OWN_WORK -> 403;
                        case NOT_THERE -> 404;
                        case CHANGED_SINCE, OUT_OF_TURN -> 409;
                        case UNFIT -> 422;
                    };
            case ServletRequestBindingException _ -> 400;
            case HttpMessageNotReadableException _ -> 400;
            case HomeRefused refused -> {
                report(refused);
                yield 503;
            }
            case ErrorResponse known -> known.getStatusCode().value();
            default -> {
                report(failure);
                yield 500;
            }
        };
    }

    private static void report(Exception failure) {
        StringBuilder where = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            where.append(where.isEmpty() ? "" : ", caused by ").append(cause.getClass().getName());
            StackTraceElement[] trace = cause.getStackTrace();
            for (int i = 0; i < Math.min(4, trace.length); i++) {
                where.append(" at ").append(trace[i]);
            }
        }
        LOG.log(System.Logger.Level.ERROR, "request failed, {0}: {1}", UUID.randomUUID(), where);
    }
}
