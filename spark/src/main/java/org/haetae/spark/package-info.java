/// The linkage of records in Apache Spark: the rooms `linkage` and `names` as they are, with
/// records spread over a cluster.
@NullMarked
package org.haetae.spark;

import org.jspecify.annotations.NullMarked;
