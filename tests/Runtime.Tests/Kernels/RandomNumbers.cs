using Xunit.Abstractions;

namespace Runtime.Tests.Kernels;

/// <summary>Draws that tests make.</summary>
internal static class RandomNumbers
{
    /// <summary>A normal number, by Box and Muller.</summary>
    public static double NextNormal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>A seed that differs from run to run; a failing test says it.</summary>
    public static int FreshSeed() => Random.Shared.Next();

    /// <summary>Numbers that differ from run to run; the test's log, which is shown when it fails, has their seed.</summary>
    public static Random FreshRandom(this ITestOutputHelper log)
    {
        int seed = FreshSeed();
        log.WriteLine($"seed {seed}");
        return new Random(seed);
    }
}
