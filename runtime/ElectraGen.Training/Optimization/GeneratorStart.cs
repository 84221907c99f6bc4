using ElectraGen.Runtime;

namespace ElectraGen.Training.Optimization;

/// <summary>Starts a discriminator's encoder from the generator's, as two-stage training does.</summary>
internal static class GeneratorStart
{
    // The encoder with its embeddings; the heads differ
    private const string Encoder = "electra.";

    /// <summary>Sets each parameter of the discriminator's encoder to its counterpart of the generator's.</summary>
    public static void Apply(IModel model, ISession session)
    {
        Dictionary<string, Parameter> places = model.Parameters.ToDictionary(static parameter => parameter.Name, static parameter => parameter.Place);
        string prefix = ModelRole.Discriminator.Prefix + Encoder;
        foreach ((string name, Parameter place) in places.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            float[] values = new float[place.Value.Count];
            session.Read(places[ModelRole.Generator.Prefix + Encoder + name[prefix.Length..]], values);
            session.Write(place, values);
        }
    }
}
