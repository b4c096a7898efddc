/// A second home of everything: copies of a home in a folder or an object store, which open with
/// shares of the recovery kit alone, and homes made again from them. What lies in a copy is written
/// in docs/formats/backup.md.
@NullMarked
package org.haetae.backup;

import org.jspecify.annotations.NullMarked;
