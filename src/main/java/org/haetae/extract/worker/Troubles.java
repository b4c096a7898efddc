package org.haetae.extract.worker;

import com.github.junrar.exception.CrcErrorException;
import com.github.junrar.exception.UnsupportedRarEncryptedException;
import com.healthmarketscience.jackcess.crypt.InvalidCredentialsException;
import java.io.EOFException;
import java.nio.BufferUnderflowException;
import java.util.NoSuchElementException;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.zip.UnsupportedZipFeatureException;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.poi.hssf.record.RecordInputStream.LeftoverDataException;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.openxml4j.exceptions.NotOfficeXmlFileException;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaMemoryLimitException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.exception.ZeroByteFileException;
import org.jspecify.annotations.Nullable;

/// Turns what a parser threw into an outcome.
///
/// An exception about the bytes, or about a number or place taken from them, is the file's fault;
/// any other unchecked one the parser's. Reasons are chosen here and never taken from a message,
/// which may quote the file.
final class Troubles {
    private Troubles() {}

    /// What this throwable says about the file, told by its causes, the deepest telling one first.
    ///
    /// @param something whether text or parts were got before it was thrown
    static Verdict verdict(Verdict tool, Throwable thrown, boolean something) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof LimitReached limit) {
                throw limit;
            }
            Verdict sure = sure(tool, at);
            if (sure != null) {
                return something && sure.outcome() == Outcome.DAMAGED ? partly(sure) : sure;
            }
            if (at.getCause() == at) {
                break;
            }
        }
        if (about(thrown)) {
            Verdict damaged = tool.but(Outcome.DAMAGED, "the bytes do not obey the format");
            return something ? partly(damaged) : damaged;
        }
        String kind = root(thrown).getClass().getSimpleName();
        return something
                ? tool.but(Outcome.PARTIAL, "the reader broke on the way (" + kind + ")")
                : tool.but(Outcome.FAILED, "the reader broke (" + kind + ")");
    }

    private static Verdict partly(Verdict damaged) {
        return damaged.but(Outcome.PARTIAL, damaged.reason() + "; what came before was read");
    }

    private static @Nullable Verdict sure(Verdict tool, Throwable at) {
        return switch (at) {
            case EncryptedDocumentException _,
                    org.apache.poi.EncryptedDocumentException _,
                    InvalidPasswordException _,
                    PasswordRequiredException _,
                    UnsupportedRarEncryptedException _,
                    InvalidCredentialsException _ ->
                    tool.but(Outcome.LOCKED, "a password is needed to open it");
            case UnsupportedFormatException _ ->
                    tool.but(Outcome.UNKNOWN, "a variant of the format that no reader knows");
            case UnsupportedZipFeatureException feature ->
                    feature.getFeature() == UnsupportedZipFeatureException.Feature.ENCRYPTION
                            ? tool.but(Outcome.LOCKED, "a password is needed to open it")
                            : tool.but(Outcome.PARTIAL, "packed by a method that is not known");
            case TikaMemoryLimitException _ ->
                    tool.but(Outcome.STOPPED, "memory limit of one structure in the file");
            case OutOfMemoryError _ ->
                    tool.but(Outcome.STOPPED, "memory limit: the file asks for more than there is");
            case StackOverflowError _ -> tool.but(Outcome.STOPPED, "nested too deeply to be read");
            case ZeroByteFileException _ -> tool.but(Outcome.READ, "empty: the file has no bytes");
            case EOFException _ -> tool.but(Outcome.DAMAGED, "the file ends too early");
            case CrcErrorException _ ->
                    tool.but(Outcome.DAMAGED, "a checksum in the file does not match");
            default -> null;
        };
    }

    /// Whether the parser threw this about the bytes that it met.
    private static boolean about(Throwable thrown) {
        Throwable root = root(thrown);
        if (!(root instanceof RuntimeException || root instanceof Error)) {
            // Checked: parsers declare these for what they may meet in a file.
            return !(root instanceof ReflectiveOperationException);
        }
        // Parsers trust the numbers in a file; when these lie, they reach outside what is there.
        return root instanceof IndexOutOfBoundsException
                || root instanceof NegativeArraySizeException
                || root instanceof BufferUnderflowException
                || root instanceof ArithmeticException
                || root instanceof IllegalArgumentException
                || root instanceof IllegalStateException
                || root instanceof NoSuchElementException
                || root instanceof POIXMLException
                || root instanceof LeftoverDataException
                || root instanceof NotOfficeXmlFileException
                || root.getClass().getName().contains("InvalidFormat")
                || root.getClass().getName().contains("Corrupt")
                || root instanceof org.apache.poi.util.RecordFormatException;
    }

    private static Throwable root(Throwable thrown) {
        Throwable at = thrown;
        while (at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        return at;
    }
}
