package org.haetae.web;

/// The rooms that the pages show and act upon, made by the wiring.
public record Rooms() {}
