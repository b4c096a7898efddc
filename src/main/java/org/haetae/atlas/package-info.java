/// Geometry of what is drawn: maps, times, networks. Values in, places on a drawing out; nothing
/// here knows of claims, people or the database.
@NullMarked
package org.haetae.atlas;

import org.jspecify.annotations.NullMarked;
