package org.authorityledger.proof.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TileTest {

    @ParameterizedTest
    @CsvSource({ "0,256,000", "1234067,256,x001/x234/067", "999,256,999", "1000,256,x001/000", "5,1,005.p/1", "5,255,005.p/255"})
    void an_index_is_written_in_elements_of_three_digits(long index, int width, String path) {
        assertThat(Tile.path(index, width)).isEqualTo(path);
        assertThat(Tile.parse(path)).contains(new Tile.ParsedPath(index, width));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "0", "00", "0000", "x000/001", "001/002", "x001", "x001/", "/001", "001/", "001.p/0", "001.p/256",
            "001.p/01",
            "001.p/", "001.p", "-01", "x001/x002", "001.p/1/", "..", "x001/../001", "0a1", "x999/x999/x999/x999/x999/x999/x999/999"})
    void any_other_spelling_is_refused(String path) {
        assertThat(Tile.parse(path)).isEmpty();
    }

    @Test
    void levels_are_0_to_63_without_leading_zeroes() {
        assertThat(Tile.parseLevel("0")).contains(0);
        assertThat(Tile.parseLevel("63")).contains(63);
        assertThat(Tile.parseLevel("64")).isEmpty();
        assertThat(Tile.parseLevel("00")).isEmpty();
        assertThat(Tile.parseLevel("-1")).isEmpty();
        assertThat(Tile.parseLevel("entries")).isEmpty();
    }

    @Test
    void a_tree_of_70_000_has_the_tiles_that_the_specification_counts() {
        assertThat(new Tile(0, 272).width(TreeSize.of(70_000))).isEqualTo(256);
        assertThat(new Tile(0, 273).width(TreeSize.of(70_000))).isEqualTo(112);
        assertThat(new Tile(0, 274).width(TreeSize.of(70_000))).isZero();
        assertThat(new Tile(1, 0).width(TreeSize.of(70_000))).isEqualTo(256);
        assertThat(new Tile(1, 1).width(TreeSize.of(70_000))).isEqualTo(17);
        assertThat(new Tile(2, 0).width(TreeSize.of(70_000))).isEqualTo(1);
        assertThat(new Tile(3, 0).width(TreeSize.of(70_000))).isZero();
        assertThat(new Tile(63, 0).width(TreeSize.of(Long.MAX_VALUE))).isZero();
    }
}
