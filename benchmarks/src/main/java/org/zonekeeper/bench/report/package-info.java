/** Figures for people and machines: distributions, text tables, JSON, plots. */
package org.zonekeeper.bench.report;
