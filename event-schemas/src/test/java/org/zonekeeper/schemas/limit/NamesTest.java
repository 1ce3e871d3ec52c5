package org.zonekeeper.schemas.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"anna", "O'Brien & Söhne", "李雷", "می\u200Cخواهم", "a b", "😀", "=1+1", "<b>"})
  void whatAPersonCanSeeIsAName(String name) {
    assertThat(Names.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tab\there",
        "two\nlines",
        "\u001B[31mred",
        "\u007F",
        "\u0085",
        "\u202Egnp.exe",
        "\u2066isolated",
        "\u200Fmark",
        "\uD800",
        "\uDC00\uD800",
        "line\u2028separator",
        "\uFEFF",
        "\uE000"
      })
  void whatSteersAScreenIsNone(String name) {
    assertThat(Names.isName(name)).isFalse();
  }

  @Test
  void aNameHas128Characters() {
    assertThat(Names.isName("x".repeat(128))).isTrue();
    assertThat(Names.isName("x".repeat(129))).isFalse();
    assertThat(Names.fault("x".repeat(129), 128))
        .contains("has 129 characters; allowed: 128 at most");
  }

  @Test
  void aFaultNamesTheCharacterAndNotTheText() {
    assertThat(Names.fault("a\u202Eb", 128).orElseThrow())
        .startsWith("has U+202E at 2;")
        .doesNotContain("\u202E");
  }
}
