package org.haetae.hostile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// All hostile files: 30 families and more, several hundred files, made on the fly.
///
/// Adding one: put it into the family that it belongs to, with the outcome that is right and a
/// sentence that says what it tries.
public final class HostileFiles {

    private HostileFiles() {}

    /// @param canary an address on this machine that nobody may contact, such as
    ///   `http://127.0.0.1:40417/`
    /// @param secret a file outside the sandbox whose content may never be seen
    public static List<HostileFile> all(String canary, Path secret) {
        List<HostileFile> all = new ArrayList<>();
        all.addAll(HostileNames.all());
        all.addAll(HostileArchives.all());
        all.addAll(HostileXml.all(canary, secret));
        all.addAll(HostileReferences.all(canary, secret));
        all.addAll(HostilePdfs.all(canary));
        all.addAll(HostileMails.all(canary));
        all.addAll(HostileImages.all());
        all.addAll(HostileOffice.all(canary));
        all.addAll(HostileRubbish.all());
        return List.copyOf(all);
    }
}
