package org.haetae.home;

import java.sql.Connection;
import org.springframework.jdbc.core.simple.JdbcClient;

/// One transaction under one clearance, alive only while the work that was given it runs. Neither
/// part may be kept or handed to another thread.
///
/// @param sql statements as they are usually written
/// @param connection the same connection underneath, for what needs arrays or COPY; never
///   committed, rolled back or closed by hand
public record Transaction(JdbcClient sql, Connection connection) {}
