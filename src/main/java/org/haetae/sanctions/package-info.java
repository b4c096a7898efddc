/// Lists of sanctions as those who keep them publish them: read entry by entry into one record, and
/// compared version by version. Pure: files in, values out; hostile files are refused.
@NullMarked
package org.haetae.sanctions;

import org.jspecify.annotations.NullMarked;
