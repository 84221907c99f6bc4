using ElectraGen.Runtime;

namespace ElectraGen.Training.Checkpoints;

/// <summary>Moves a model's flat arenas between a session and safetensors files, tensor by tensor.</summary>
internal sealed class ParameterTensors(IModel model, ISession session)
{
    private readonly float[] buffer = new float[model.Parameters.Max(static parameter => parameter.Place.Value.Count)];

    /// <summary>Writes arenas to a file, each tensor under the name that the arena's function gives it.</summary>
    /// <returns>The file's SHA-256.</returns>
    public string Write(string path, IReadOnlyList<(SegmentKind Arena, Func<ParameterDescription, string> Name)> arenas)
    {
        SafetensorsTensor[] tensors =
        [
            .. arenas.SelectMany(arena => model.Parameters.Select(
                parameter => new SafetensorsTensor(arena.Name(parameter), Element.Float32, parameter.Shape))),
        ];
        Dictionary<string, string> metadata = TiedNames();
        metadata["format"] = "pt";
        using SafetensorsWriter writer = new(path, tensors, metadata);
        foreach ((SegmentKind arena, _) in arenas)
        {
            foreach (ParameterDescription parameter in model.Parameters)
                writer.Append(Read(parameter, arena));
        }
        return writer.Complete();
    }

    /// <summary>Reads one arena from a file.</summary>
    /// <exception cref="ElectraGenException">The file lacks a tensor or has it in another size.</exception>
    public void Load(SafetensorsFile file, SegmentKind arena, Func<ParameterDescription, string> name)
    {
        foreach (ParameterDescription parameter in model.Parameters)
        {
            Span<float> values = Values(parameter);
            file.Read(name(parameter), values);
            session.Write(parameter.Place.In(arena), values);
        }
    }

    /// <summary>One tensor of an arena; valid until the next call.</summary>
    public ReadOnlySpan<float> Read(ParameterDescription parameter, SegmentKind arena)
    {
        Span<float> values = Values(parameter);
        session.Read(parameter.Place.In(arena), values);
        return values;
    }

    /// <summary>The other names of shared tensors, as metadata: <c>tied.NAME</c> = the name that stands.</summary>
    public Dictionary<string, string> TiedNames() => new(model.Parameters.SelectMany(static parameter =>
        parameter.TiedNames.Select(tied => KeyValuePair.Create("tied." + tied, parameter.Name))));

    private Span<float> Values(ParameterDescription parameter) => buffer.AsSpan(0, (int)parameter.Place.Value.Count);
}
