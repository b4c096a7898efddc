package org.haetae.extract.worker;

import com.pff.PSTAttachment;
import com.pff.PSTException;
import com.pff.PSTFile;
import com.pff.PSTFolder;
import com.pff.PSTMessage;
import com.pff.PSTObject;
import java.io.IOException;
import java.util.Vector;
import org.jspecify.annotations.Nullable;

/// An Outlook store (PST, OST): each message is a part, written as a MIME message, since the store
/// keeps properties rather than bytes. Header lines are those received where the store kept them.
final class OutlookStore {
    private static final int DEEPEST_FOLDER = 50;

    private final FileJob job;
    private int broken;

    private OutlookStore(FileJob job) {
        this.job = job;
    }

    static Verdict read(FileJob job) throws Exception {
        if (!job.unfolds()) {
            return Tools.LIBPST.read();
        }
        PSTFile file = new PSTFile(job.content.path().toFile());
        try {
            OutlookStore store = new OutlookStore(job);
            job.facts.say("title", file.getMessageStore().getDisplayName());
            store.folder(file.getRootFolder(), "", 0);
            job.facts.say("messages", Integer.toString(job.parts()));
            job.facts.say("note", "messages were written as MIME from the properties in the store");
            return store.broken == 0
                    ? Tools.LIBPST.read()
                    : Tools.LIBPST.says(
                            Outcome.PARTIAL,
                            store.broken + " folders or messages could not be read");
        } finally {
            file.close();
        }
    }

    private void folder(PSTFolder folder, String path, int depth)
            throws PSTException, IOException, Exception {
        messages(folder, path);
        if (!folder.hasSubfolders()) {
            return;
        }
        if (depth >= DEEPEST_FOLDER) {
            broken++;
            return;
        }
        for (PSTFolder below : subfolders(folder)) {
            String name = below.getDisplayName();
            folder(
                    below,
                    path + (name == null ? "folder" : name.replace('/', '_')) + "/",
                    depth + 1);
        }
    }

    private Vector<PSTFolder> subfolders(PSTFolder folder) {
        try {
            return folder.getSubFolders();
        } catch (PSTException | IOException | RuntimeException damaged) {
            broken++;
            return new Vector<>();
        }
    }

    private void messages(PSTFolder folder, String path) throws Exception {
        if (folder.getContentCount() <= 0) {
            return;
        }
        int number = 0;
        while (true) {
            PSTObject child;
            try {
                child = folder.getNextChild();
            } catch (PSTException | IOException | RuntimeException damaged) {
                broken++;
                return;
            }
            if (child == null) {
                return;
            }
            if (child instanceof PSTMessage message) {
                message(message, path, ++number);
            }
        }
    }

    private void message(PSTMessage message, String path, int number) throws Exception {
        try {
            job.part(
                    "%smessage-%05d.eml".formatted(path, number),
                    "message/rfc822",
                    message.getLastModificationTime() == null
                            ? null
                            : message.getLastModificationTime().toInstant(),
                    out -> OutlookMessage.write(message, out));
        } catch (LimitReached limit) {
            throw limit;
        } catch (PSTException | IOException | RuntimeException damaged) {
            broken++;
        }
    }

    /// The name of an attachment, as far as the store knows one.
    static String name(PSTAttachment attachment, int number) {
        String name = first(attachment.getLongFilename(), attachment.getFilename());
        String shown = first(name, attachment.getDisplayName());
        return shown == null ? "attachment-" + number : shown;
    }

    static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one != null && !one.isBlank()
                ? one
                : other != null && !other.isBlank() ? other : null;
    }
}
