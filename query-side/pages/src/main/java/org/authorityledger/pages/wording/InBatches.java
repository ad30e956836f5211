package org.authorityledger.pages.wording;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers rows, so that the names of many are looked up at once. */
public final class InBatches<T> implements Consumer<T> {

    private static final int MOST = 1_000;

    private final List<T> rows = new ArrayList<>();
    private final Consumer<List<T>> taker;

    /** @param taker takes each batch */
    public InBatches(Consumer<List<T>> taker) {
        this.taker = taker;
    }

    @Override
    public void accept(T row) {
        rows.add(row);
        if (rows.size() == MOST) {
            flush();
        }
    }

    /** Hands over what is left. */
    public void flush() {
        taker.accept(List.copyOf(rows));
        rows.clear();
    }
}
