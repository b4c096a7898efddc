/// Objects in a store that speaks S3, for the rooms whose files may lie there: those of the
/// archive, and backups.
@NullMarked
package org.haetae.objects;

import org.jspecify.annotations.NullMarked;
