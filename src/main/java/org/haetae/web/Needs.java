package org.haetae.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.haetae.access.Permission;

/// The one permission that a route asks for. Every route carries either this or {@link Admits};
/// {@link Gate} refuses a route with neither, and a test refuses to let one be built.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Needs {
    Permission value();
}
