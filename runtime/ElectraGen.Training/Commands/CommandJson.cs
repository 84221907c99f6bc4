using System.Text.Json.Serialization;
using ElectraGen.Training.Profiles;

namespace ElectraGen.Training.Commands;

/// <summary>Everything that verbs print as JSON, in snake case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(DeviceFacts[]))]
[JsonSerializable(typeof(ModelFacts[]))]
[JsonSerializable(typeof(PlanFacts))]
[JsonSerializable(typeof(BenchFacts))]
[JsonSerializable(typeof(DeviceCeilings))]
internal sealed partial class CommandJson : JsonSerializerContext;
