using System.Text;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Randomness;

namespace ElectraGen.Training.Optimization;

/// <summary>
/// Starting values of parameters. Element e of a tensor draws from Philox under the key (seed, hash of the tensor's name), so that its
/// value depends on nothing else: not on the order of the tensors, not on what other tensors a model has.
/// </summary>
internal static class ParameterInitialization
{
    public const double Deviation = 0.02, LargestDeviations = 2;

    /// <summary>Elements that one thread fills at a time.</summary>
    private const int PieceLength = 1 << 16;

    // The last word of the counter; the passes count predictions there, which are far fewer
    private const uint Domain = uint.MaxValue;

    /// <summary>Gives every parameter of a model its starting value; the moments are 0 in a new session.</summary>
    public static void Apply(IModel model, ISession session, uint seed)
    {
        float[] buffer = new float[model.Parameters.Max(static parameter => parameter.Place.Value.Count)];
        foreach (ParameterDescription parameter in model.Parameters)
        {
            int count = (int)parameter.Place.Value.Count;
            Parallel.For(0, (count + PieceLength - 1) / PieceLength, piece =>
            {
                int first = piece * PieceLength;
                Fill(parameter, seed, first, buffer.AsSpan(first, Math.Min(PieceLength, count - first)));
            });
            session.Write(parameter.Place, buffer.AsSpan(0, count));
        }
    }

    /// <summary>Fills a tensor of the parameter's size.</summary>
    public static void Fill(ParameterDescription parameter, uint seed, Span<float> values) => Fill(parameter, seed, 0, values);

    /// <summary>Fills a piece of it, from element <paramref name="first"/> on.</summary>
    private static void Fill(ParameterDescription parameter, uint seed, int first, Span<float> values)
    {
        uint key = Key(parameter.Name);
        switch (parameter.Initializer)
        {
            case Initializer.Zeros:
                values.Clear();
                break;
            case Initializer.Ones:
                values.Fill(1);
                break;
            case Initializer.TruncatedNormal:
                for (int element = 0; element < values.Length; element++)
                    values[element] = (float)(Deviation * DrawTruncatedNormal(seed, key, (uint)(first + element)));
                break;
            case Initializer.GlorotUniform:
                double bound = Math.Sqrt(6.0 / (parameter.Place.Rows + parameter.Place.Columns));
                for (int element = 0; element < values.Length; element++)
                    values[element] = (float)(bound * ((2 * Fraction(Philox.Draw(seed, key, (uint)(first + element), 0, 0, Domain).Word0)) - 1));
                break;
            case Initializer.Sinusoids:
                FillSinusoids(values, first, parameter.Place.Columns);
                break;
            default:
                throw new InvalidOperationException($"{parameter.Name} starts in an unknown way: {parameter.Initializer}.");
        }
    }

    private static void FillSinusoids(Span<float> values, int first, int columns)
    {
        for (int element = 0; element < values.Length; element++)
        {
            (int position, int column) = Math.DivRem(first + element, columns);
            double angle = position * Math.Pow(10_000, -(double)(column - (column % 2)) / columns);
            values[element] = (float)(column % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
        }
    }

    /// <summary>A normal number, drawn again beyond two deviations (Box and Muller, 1958: four words make four numbers).</summary>
    private static double DrawTruncatedNormal(uint seed, uint key, uint element)
    {
        for (uint attempt = 0; ; attempt++)
        {
            PhiloxWords words = Philox.Draw(seed, key, element, 0, attempt, Domain);
            for (int pair = 0; pair < 4; pair += 2)
            {
                double radius = Math.Sqrt(-2 * Math.Log(Fraction(words[pair])));
                (double sine, double cosine) = Math.SinCos(2 * Math.PI * Fraction(words[pair + 1]));
                if (Math.Abs(radius * cosine) <= LargestDeviations)
                    return radius * cosine;
                if (Math.Abs(radius * sine) <= LargestDeviations)
                    return radius * sine;
            }
        }
    }

    /// <summary>Strictly inside (0, 1).</summary>
    private static double Fraction(uint word) => (word + 0.5) / 4294967296.0;

    /// <summary>FNV-1a of the name.</summary>
    private static uint Key(string name)
    {
        uint hash = 2166136261;
        foreach (byte letter in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ letter) * 16777619;
        return hash;
    }
}
