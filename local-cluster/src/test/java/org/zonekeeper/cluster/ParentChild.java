package org.zonekeeper.cluster;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.zonekeeper.cluster.process.ChildProcess;

/** A child for tests that has a child of its own, whose process id it prints. */
public final class ParentChild {
  private ParentChild() {}

  public static void main(String[] args) throws InterruptedException {
    ChildProcess grandchild =
        ChildProcess.named("grandchild")
            .main(EchoChild.class.getName(), "wait", "hello")
            .log(Path.of(args[0]))
            .start();
    System.out.println("grandchild=" + grandchild.pid());
    new CountDownLatch(1).await();
  }
}
