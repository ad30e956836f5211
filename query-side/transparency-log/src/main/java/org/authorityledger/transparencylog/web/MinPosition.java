package org.authorityledger.transparencylog.web;

import io.swagger.v3.oas.annotations.Parameter;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Waits for a checkpoint over at least this position, and has one signed if necessary. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(description = "Over at least this position; a checkpoint is signed now if necessary")
@interface MinPosition {
}
