package org.zonekeeper.cluster.clock;

import java.util.Scanner;
import org.apache.kafka.common.utils.Time;

/** A child that says what time it is by Kafka's clock, ahead of the JVM's own, for each line. */
final class TellsTheTime {
  private TellsTheTime() {}

  public static void main(String[] arguments) {
    Scanner lines = new Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8);
    while (lines.hasNextLine()) {
      lines.nextLine();
      System.out.println(Time.SYSTEM.milliseconds() - System.currentTimeMillis());
    }
  }
}
