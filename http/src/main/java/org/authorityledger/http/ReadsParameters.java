package org.authorityledger.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A type of argument that a resolver makes from several parameters of a request. It names them, so that others are refused as unknown. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ReadsParameters {

    /** The names of the parameters, each given at most once. */
    String[] value();
}
