package org.authorityledger.pages.frame;

import jakarta.servlet.http.HttpServletResponse;
import org.authorityledger.http.Problem;

/** A form that was refused is shown again, with what is wrong with it and the status of the problem. */
public final class RefusedForm {

    private RefusedForm() {}

    /**
     * Gives the answer the status of a problem.
     *
     * @throws Problem the same, if no change of the form helps: the ledger is at fault, or a part of the answer is sent
     */
    public static void answer(Problem problem, HttpServletResponse response) {
        if (response.isCommitted() || problem.report().status().is5xxServerError()) {
            throw problem;
        }
        response.setStatus(problem.report().status().value());
    }
}
