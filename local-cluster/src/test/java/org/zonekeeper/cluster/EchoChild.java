package org.zonekeeper.cluster;

import java.util.concurrent.CountDownLatch;

/** A child for tests: says its words, then ends with the given code, or waits to be ended. */
public final class EchoChild {
  private EchoChild() {}

  public static void main(String[] args) throws InterruptedException {
    System.out.println("said " + args[1]);
    if (!args[0].equals("wait")) {
      System.exit(Integer.parseInt(args[0]));
    }
    new CountDownLatch(1).await();
  }
}
