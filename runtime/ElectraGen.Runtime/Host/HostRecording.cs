using System.Numerics;

namespace ElectraGen.Runtime.Host;

/// <summary>A pass as a list of prepared calls.</summary>
internal sealed class HostRecording<T>(HostMemory<T> memory, HostDispatch<T>[] dispatches) : IRecording
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What its operands lie in.</summary>
    public HostMemory<T> Memory { get; } = memory;

    public void Run(in StepScalars scalars)
    {
        foreach (HostDispatch<T> dispatch in dispatches)
            dispatch.Kernel(new HostCall<T>(dispatch, scalars));
    }

    public void Dispose()
    {
    }
}
