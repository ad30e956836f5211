package org.authorityledger.transparencylog;

import io.swagger.v3.oas.annotations.Parameter;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On demand: waits for a checkpoint over at least this position, and has one signed. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(description = "Over at least this position; one is signed now where there is none yet")
@interface MinPosition {
}
