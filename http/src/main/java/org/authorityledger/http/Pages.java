package org.authorityledger.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells a problem to a person, as a page. A node that serves no pages has none. */
public interface Pages {

    /** Where a person signs in; takes the parameter {@code continue}, a path of this ledger to go on to. */
    String SIGN_IN = "/login";

    /** Writes the page that tells a problem; the status and the headers are set already. */
    void write(HttpServletRequest request, HttpServletResponse response, Problem.Report report) throws IOException;
}
