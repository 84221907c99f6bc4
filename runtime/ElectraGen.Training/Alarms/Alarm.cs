using System.Text.Json.Serialization;
using ElectraGen.Training.Metrics;

namespace ElectraGen.Training.Alarms;

/// <summary>A row of <c>alarms.jsonl</c>: something about a run that its owner would want to know while it goes on.</summary>
/// <param name="Step">Steps done when it was noticed; 0: before the first.</param>
/// <param name="Name">What is wrong, in a word or two that stay the same; each stands in a run once.</param>
/// <param name="Sentence">What was measured, what it means and what helps.</param>
internal sealed record Alarm(int Step, [property: JsonPropertyName("alarm")] string Name, string Sentence) : IMetricsRow;
