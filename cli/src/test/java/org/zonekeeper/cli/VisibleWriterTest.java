package org.zonekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Nothing that any command prints steers the terminal. */
class VisibleWriterTest {
  private final StringWriter terminal = new StringWriter();
  private final PrintWriter out = VisibleWriter.to(terminal);

  @Test
  void shouldShowWhatAPersonCanSee() {
    out.print("anna\tJosé 李雷 😀\n");
    assertThat(terminal.toString()).isEqualTo("anna\tJosé 李雷 😀\n");
  }

  @Test
  void shouldNotLetThroughWhatSteersATerminal() {
    out.print("\u001B[2J\u202Egnp.exe\u0007\u009B31m");
    assertThat(terminal.toString()).isEqualTo("�[2J�gnp.exe��31m");
  }

  @Test
  void shouldJoinAPairThatIsWrittenInTwo() {
    out.write("\uD83D");
    out.write("\uDE00!");
    out.write('\uD83D');
    out.write('x');
    assertThat(terminal.toString()).isEqualTo("😀!�x");
  }
}
