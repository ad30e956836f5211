package org.authorityledger.access.people;

import java.util.Set;

/**
 * Who sends a request, as the filters of Spring Security would find them: someone whose sight no scope narrows.
 *
 * @param name of the person, or of the person and the key: {@code jane/nightly-import}
 * @param roles those that they have now
 */
public record Caller(String name, Set<String> roles) {}
