package org.haetae.designations;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.home.Database;
import org.haetae.sanctions.ListEntry;
import org.haetae.sanctions.ListFiles;
import org.haetae.sanctions.ListKeeper;
import org.haetae.sanctions.Screen;
import org.jspecify.annotations.Nullable;

/// Lists that were imported, ready to be asked: read once for each version, not for each question.
///
/// What is held does not know who may see it. That is asked of the database each time: a version is
/// there for somebody when its record and all of its files are. Safe to share between threads.
public final class KeptScreens {

    /// Versions held at once; those not asked for longest go first.
    private static final int MOST = 8;

    /// A version that somebody may see, and who is on it.
    public record Listed(KeptVersion version, Screen screen) {
        /// What an entry is called here, the same in every version: `un-sc:6908434`.
        public String id(ListEntry entry) {
            return Statement.key(version.keeper(), entry);
        }
    }

    private static final class Held {
        private @Nullable Screen screen;
    }

    private final Database database;
    private final Archive archive;
    private final Map<List<ItemId>, Held> held = new LinkedHashMap<>(16, 0.75f, true);

    public KeptScreens(Database database, Archive archive) {
        this.database = database;
        this.archive = archive;
    }

    /// Of each list the version recorded last among those that somebody may see.
    ///
    /// @param wanted lists; others are not looked at
    /// @throws IOException when a file of a version cannot be read
    public List<Listed> latest(Clearance by, Set<ListKeeper> wanted) throws IOException {
        forgetWhatIsGone();
        var listed = new ArrayList<Listed>();
        for (var version : versions(by)) {
            if (wanted.contains(version.keeper())) {
                listed.add(new Listed(version, screen(by, version.items())));
            }
        }
        return listed;
    }

    /// The same versions, of all lists and unread.
    public List<KeptVersion> versions(Clearance by) {
        var latest = new EnumMap<ListKeeper, KeptVersion>(ListKeeper.class);
        for (var version : KeptVersion.all(database, archive, by)) {
            if (!latest.containsKey(version.keeper()) && isThere(by, version.items())) {
                latest.put(version.keeper(), version);
            }
        }
        return List.copyOf(latest.values());
    }

    private boolean isThere(Clearance by, List<ItemId> items) {
        var distinct = new HashSet<>(items);
        return archive.items(by, distinct).size() == distinct.size();
    }

    /// What was erased is not held on.
    private void forgetWhatIsGone() {
        synchronized (held) {
            held.keySet().removeIf(items -> !isThere(Clearance.SYSTEM, items));
        }
    }

    private Screen screen(Clearance by, List<ItemId> items) throws IOException {
        Held one;
        synchronized (held) {
            one = held.computeIfAbsent(items, _ -> new Held());
            for (var oldest = held.keySet().iterator(); held.size() > MOST; ) {
                oldest.next();
                oldest.remove();
            }
        }
        // Who asks for a list that is being read waits for it; other lists are not held up.
        synchronized (one) {
            var screen = one.screen;
            if (screen == null) {
                screen =
                        Screen.of(ListFiles.read(ListImport.sources(archive, by, items)).entries());
                one.screen = screen;
            }
            return screen;
        }
    }
}
