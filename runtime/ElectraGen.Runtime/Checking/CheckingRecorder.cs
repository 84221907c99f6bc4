using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Checking;

/// <summary>
/// Runs nothing: holds what each dispatch reads and writes against what was read and written since the last barrier. The
/// validation layer cannot, it does not see behind buffer addresses.
/// </summary>
internal sealed class CheckingRecorder(int batch) : IRecorder
{
    private readonly List<OperandUse> sinceBarrier = [];
    private readonly List<Hazard> hazards = [];

    public int Batch { get; } = batch;

    /// <summary>Dispatches so far.</summary>
    public int Dispatches { get; private set; }

    /// <summary>Barriers so far.</summary>
    public int Barriers { get; private set; }

    /// <summary>What may go wrong, in the order of the later dispatches.</summary>
    public IReadOnlyList<Hazard> Hazards => hazards;

    public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
    {
        KernelCallCheck.Verify(kernel, options, operands, constants, work);

        // Operands of one dispatch may overlap: kernels that work in place say so in the catalogue
        OperandUse[] uses = [.. OperandUse.Of(Dispatches, kernel, options, operands.ToArray(), Batch)];
        foreach (OperandUse later in uses)
        {
            foreach (OperandUse earlier in sinceBarrier)
            {
                if (earlier.Overlaps(later) && Hazard.Between(earlier, later) is { } hazard)
                    hazards.Add(hazard);
            }
        }
        sinceBarrier.AddRange(uses);
        Dispatches++;
    }

    public void Barrier()
    {
        sinceBarrier.Clear();
        Barriers++;
    }
}
