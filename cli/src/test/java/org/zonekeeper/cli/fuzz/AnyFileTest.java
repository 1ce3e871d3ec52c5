package org.zonekeeper.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.settings.GivenSettings;
import org.zonekeeper.settings.InvalidSettingException;

/** Files of every kind as files of settings: each can be read, or one sentence says why not. */
class AnyFileTest {
  private static final String[] PARTS = {
    "name",
    "=",
    "ann",
    "\n",
    "\\u12",
    "\\",
    "#",
    "\u0000",
    "pause.ms",
    "é",
    ":",
    " ",
    "\\u00e9",
    "!"
  };

  @TempDir private Path directory;

  @Test
  void anyFileIsReadOrRefusedInOneSentence() throws Exception {
    long seed = Long.getLong("zonekeeper.seed", System.nanoTime());
    System.out.println("AnyFileTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Path file = directory.resolve("any.properties");
      Files.write(file, random.nextInt(3) == 0 ? bytes(random) : text(random));
      try {
        assertThat(new GivenSettings().putFile(file)).isNotNull();
      } catch (InvalidSettingException e) {
        assertThat(e.getMessage().lines()).as("seed %d", seed).hasSize(1);
      }
    }
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(100)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int parts = random.nextInt(20); parts > 0; parts--) {
      text.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
