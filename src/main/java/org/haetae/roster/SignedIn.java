package org.haetae.roster;

import java.util.UUID;
import org.haetae.access.Clearance;

/// Who stands behind a session at this moment.
public record SignedIn(Clearance clearance, Account account, UUID session) {}
