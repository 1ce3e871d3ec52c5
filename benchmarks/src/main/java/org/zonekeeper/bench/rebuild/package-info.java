/** {@code bench rebuild}: how long it takes until zones work again that were made of a journal. */
package org.zonekeeper.bench.rebuild;
