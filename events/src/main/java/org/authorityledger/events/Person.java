package org.authorityledger.events;

import org.jspecify.annotations.Nullable;

/** Someone who comes to sign under an instrument without being named in it: a substitute, or the holder of an office. */
public record Person(AttorneyId attorneyId, String name, @Nullable String title, @Nullable String employer) {}
