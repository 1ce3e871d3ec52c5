package org.zonekeeper.cluster.clock;

import java.util.Scanner;
import org.apache.kafka.common.utils.Time;

/**
 * A child that says what time it is by Kafka's clock, ahead of the JVM's own, for each line, on a
 * thread of that name.
 */
final class TellsTheTime {
  /** Said instead of the time by a thread that dies. */
  static final int DEATH = -1;

  private TellsTheTime() {}

  public static void main(String[] arguments) {
    Scanner lines = new Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8);
    while (lines.hasNextLine()) {
      Thread.currentThread().setName(lines.nextLine());
      try {
        System.out.println(Time.SYSTEM.milliseconds() - System.currentTimeMillis());
      } catch (IllegalStateException e) {
        System.out.println(DEATH);
      }
    }
  }
}
