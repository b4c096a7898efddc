package org.haetae.spark;

import java.io.Serializable;

/// A record on its way between the machines of a cluster. (Spark carries values by Java's own
/// serialization; nothing of it is kept.)
///
/// @param number its place among all records, those of the second file after those of the first
/// @param values of the columns that the schema asks for, in the order of their names; null where
///   the file lacks the column
record Row(int number, String id, String[] values) implements Serializable {}
