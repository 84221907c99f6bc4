using System.Runtime.Intrinsics;
using ElectraGen.Runtime.Host;
using ElectraGen.Runtime.Host.Fast.Attention;
using ElectraGen.Runtime.Host.Fast.Products;
using ElectraGen.Runtime.Kernels;
using Runtime.Tests.Kernels;

namespace Runtime.Tests.Host.Fast;

/// <summary>Attention without probabilities in memory, at every width, against the judge.</summary>
public sealed class AttentionLoopsTests
{
    /// <summary>
    /// Scores here reach about ten. Each of up to 64 additions rounds one by ten times 2⁻²⁴, in directions that have nothing to do with each
    /// other, and an exponential is off by as much; a derivative has two of them.
    /// </summary>
    private const double Tolerance = 2 * 8 * 10 * 6e-8;

    public static TheoryData<string, int> Cases
    {
        get
        {
            TheoryData<string, int> cases = [];
            foreach (KernelCaseSource source in KernelCases.All.Where(source => source.Kernel.Work == WorkShape.Host))
            {
                foreach (int width in (int[])[128, 256, 512])
                    cases.Add(source.Name, width);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void FollowsTheJudge(string name, int width)
    {
        int seed = RandomNumbers.FreshSeed();
        using HostDevice<double> judge = new();
        using HostDevice<float> device = new(HostKernelTable<float>.Plain.With(At(width)), threadCount: 2);
        KernelCases.Named(name).Create(new Random(seed)).AssertFollows(judge, device, Tolerance, seed);
    }

    /// <summary>Base and Large, and more tokens than either; not a head whose keys fill a thread's memory.</summary>
    [Theory]
    [InlineData(128, 64, true)]
    [InlineData(512, 64, true)]
    [InlineData(1024, 32, true)]
    [InlineData(2048, 64, false)]
    [InlineData(int.MaxValue, 64, false)]
    public void TakesHeadsThatFitTheMemoryOfAThread(int length, int headSize, bool fits) =>
        Assert.Equal(fits, AttentionLoops.Fits(length, headSize));

    private static IEnumerable<KeyValuePair<KernelDefinition, HostKernelCut<float>>> At(int width) => width switch
    {
        128 => AttentionLoops.AllAt<Lanes128, Vector128<float>>(),
        256 => AttentionLoops.AllAt<Lanes256, Vector256<float>>(),
        _ => AttentionLoops.AllAt<Lanes512, Vector512<float>>(),
    };
}
