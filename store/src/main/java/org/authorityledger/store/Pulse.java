package org.authorityledger.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a thread that works in the background is alive, and gets on.
 *
 * @param worker the name of its thread
 * @param dead whether it ended although it was not closed
 * @param busy for how long the present piece of work has been under way; zero between two
 * @param failing the failures since the last success; null where there are none
 */
public record Pulse(String worker, boolean dead, Duration busy, Worker.@Nullable Failing failing) {}
